import type { Values } from '../../shared/entity.ts'
import { kindsWith } from '../../shared/kinds.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import { createLists } from './lists/lists.ts'
import { openReader } from './storage/database.ts'
import type { Lists } from './workspace.ts'
export async function createReader(o: { file: string; key: Uint8Array; ownFields: Values[]; zone: string; viewer?: Viewer }) {
  const reader = openReader({ file: o.file, key: o.key })
  let viewer = o.viewer
  let lists = createLists({ reader, kinds: kindsWith(o.ownFields), zone: o.zone })
  const out: Lists & { setViewer(v: Viewer): void; setKinds(f: Values[]): Promise<void>; close(): Promise<void> } = {
    window: async (q, p) => lists.window(q, viewer!, p),
    count: async q => lists.count(q, viewer!),
    titles: async k => lists.titles(k),
    search: async a => ({ corrected: false, groups: [{ kind: 'lead', hits: lists.window({ kind: 'lead', filters: [], sort: { field: 'title', descending: false }, archived: 'without', words: a.words }, viewer!, { limit: a.limit }).rows.map(r => ({ kind: 'lead', id: r.id, title: r.title, subtitle: '', archived: false, marks: [] })) }] }),
    similar: async () => [],
    setViewer: v => { viewer = v },
    setKinds: async f => { lists = createLists({ reader, kinds: kindsWith(f), zone: o.zone }) },
    close: async () => reader.close(),
  }
  return out
}
