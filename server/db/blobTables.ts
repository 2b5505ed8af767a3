import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, whole } from './tables.ts'

/**
 * Contents of files that have come whole, each once in a company. The bytes lie outside of the database (files/store.ts);
 * who may read them follows from the records that name the hash.
 */
export const blob = pgTable(
  'blob',
  {
    companyId: uuid('company_id').notNull(),
    id: uuid('id').notNull(),
    /** SHA-256, in hex. */
    hash: text('hash').notNull(),
    size: whole('size').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.companyId, t.id] }), uniqueIndex('blob_hash').on(t.companyId, t.hash)],
)

/** The file records that have a content: by it whoever sees one of them is known to have that content. */
export const blobUse = pgTable(
  'blob_use',
  {
    companyId: uuid('company_id').notNull(),
    blobId: uuid('blob_id').notNull(),
    fileId: uuid('file_id').notNull(),
  },
  t => [primaryKey({ columns: [t.companyId, t.blobId, t.fileId] })],
)

/** Contents that are on their way, one for each file record and sender. The parts that have come are in the store. */
export const blobUpload = pgTable(
  'blob_upload',
  {
    companyId: uuid('company_id').notNull(),
    /** Of the blob that it will be. */
    id: uuid('id').notNull(),
    fileId: uuid('file_id').notNull(),
    userId: uuid('user_id').notNull(),
    hash: text('hash').notNull(),
    size: whole('size').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    usedAt: instant('used_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('blob_upload_file').on(t.companyId, t.fileId, t.userId),
    index('blob_upload_used').on(t.companyId, t.usedAt),
  ],
)
