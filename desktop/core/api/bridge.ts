/**
 * What goes through the preload script. A window calls `window.pergel()` to ask for a line to core; everything else comes
 * to it as window messages that hold this.
 */
export type ToWindow =
  /** With the port to core in `ports[0]`. */
  | { pergel: 'port' }
  /** Core has ended, and every line to it with it; whoever asks gets a new one. */
  | { pergel: 'lost' }
  /** A link was opened, a notification clicked, a menu item chosen: show this path of the route table. */
  | { pergel: 'go'; path: string }
  | { pergel: 'do'; what: WindowCommand }
export type WindowCommand = 'palette' | 'help'
