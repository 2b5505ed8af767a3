/**
 * Loaded into child processes by `--import`: when the parent lets go of the channel, or dies, the child gets the same
 * SIGTERM it would get from a service manager. Works on Windows too, where a signal from outside cannot be caught.
 */
process.once('disconnect', () => {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143)
})
// Listening holds the channel, and the channel would hold a process that has nothing else left to do.
process.channel?.unref()
