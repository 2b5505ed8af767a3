import type { ResourceKey, ResourceLanguage } from 'i18next'
import type { Language } from '../../../shared/labels.ts'
import accountTr from '../../../shared/locales/tr/account.json' with { type: 'json' }
import adminTr from '../../../shared/locales/tr/admin.json' with { type: 'json' }
import appTr from '../../../shared/locales/tr/app.json' with { type: 'json' }
import bulkTr from '../../../shared/locales/tr/bulk.json' with { type: 'json' }
import deskTr from '../../../shared/locales/tr/desk.json' with { type: 'json' }
import detailTr from '../../../shared/locales/tr/detail.json' with { type: 'json' }
import errorsTr from '../../../shared/locales/tr/errors.json' with { type: 'json' }
import fieldsTr from '../../../shared/locales/tr/fields.json' with { type: 'json' }
import filesTr from '../../../shared/locales/tr/files.json' with { type: 'json' }
import gridTr from '../../../shared/locales/tr/grid.json' with { type: 'json' }
import helpTr from '../../../shared/locales/tr/help.json' with { type: 'json' }
import listsTr from '../../../shared/locales/tr/lists.json' with { type: 'json' }
import mapTr from '../../../shared/locales/tr/map.json' with { type: 'json' }
import noticesTr from '../../../shared/locales/tr/notices.json' with { type: 'json' }
import operationsTr from '../../../shared/locales/tr/operations.json' with { type: 'json' }
import problemsTr from '../../../shared/locales/tr/problems.json' with { type: 'json' }
import recordsTr from '../../../shared/locales/tr/records.json' with { type: 'json' }
import searchTr from '../../../shared/locales/tr/search.json' with { type: 'json' }
import sessionTr from '../../../shared/locales/tr/session.json' with { type: 'json' }
import stagesTr from '../../../shared/locales/tr/stages.json' with { type: 'json' }
import syncTr from '../../../shared/locales/tr/sync.json' with { type: 'json' }
import tourTr from '../../../shared/locales/tr/tour.json' with { type: 'json' }
import updatesTr from '../../../shared/locales/tr/updates.json' with { type: 'json' }
import workTr from '../../../shared/locales/tr/work.json' with { type: 'json' }

/** One namespace per locale file; Turkish is the one that the keys' types come from. */
export const tr = {
  account: accountTr,
  admin: adminTr,
  app: appTr,
  detail: detailTr,
  bulk: bulkTr,
  desk: deskTr,
  errors: errorsTr,
  fields: fieldsTr,
  files: filesTr,
  grid: gridTr,
  help: helpTr,
  lists: listsTr,
  map: mapTr,
  notices: noticesTr,
  operations: operationsTr,
  problems: problemsTr,
  records: recordsTr,
  search: searchTr,
  session: sessionTr,
  stages: stagesTr,
  sync: syncTr,
  tour: tourTr,
  updates: updatesTr,
  work: workTr,
}

/** The other languages, in the same namespaces; every word is in the bundle. */
const files = import.meta.glob<ResourceKey>(
  ['../../../shared/locales/{en,de,fr}/*.json', '!**/server.json', '!**/rest.json'],
  { eager: true, import: 'default' },
)
const wordsOf = (language: Language) =>
  Object.fromEntries(
    Object.keys(tr).map(name => [name, files[`../../../shared/locales/${language}/${name}.json`] ?? {}]),
  )

export const resources: Record<Language, ResourceLanguage> = {
  tr,
  en: wordsOf('en'),
  de: wordsOf('de'),
  fr: wordsOf('fr'),
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof tr
    returnNull: false
  }
}
