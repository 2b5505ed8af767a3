import appEn from '../../../shared/locales/en/app.json' with { type: 'json' }
import errorsEn from '../../../shared/locales/en/errors.json' with { type: 'json' }
import operationsEn from '../../../shared/locales/en/operations.json' with { type: 'json' }
import recordsEn from '../../../shared/locales/en/records.json' with { type: 'json' }
import searchEn from '../../../shared/locales/en/search.json' with { type: 'json' }
import sessionEn from '../../../shared/locales/en/session.json' with { type: 'json' }
import syncEn from '../../../shared/locales/en/sync.json' with { type: 'json' }
import appTr from '../../../shared/locales/tr/app.json' with { type: 'json' }
import errorsTr from '../../../shared/locales/tr/errors.json' with { type: 'json' }
import operationsTr from '../../../shared/locales/tr/operations.json' with { type: 'json' }
import recordsTr from '../../../shared/locales/tr/records.json' with { type: 'json' }
import searchTr from '../../../shared/locales/tr/search.json' with { type: 'json' }
import sessionTr from '../../../shared/locales/tr/session.json' with { type: 'json' }
import syncTr from '../../../shared/locales/tr/sync.json' with { type: 'json' }

/** One namespace per locale file; Turkish is the one that the keys' types come from. */
export const tr = {
  app: appTr,
  errors: errorsTr,
  operations: operationsTr,
  records: recordsTr,
  search: searchTr,
  session: sessionTr,
  sync: syncTr,
}
export const en = {
  app: appEn,
  errors: errorsEn,
  operations: operationsEn,
  records: recordsEn,
  search: searchEn,
  session: sessionEn,
  sync: syncEn,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof tr
    returnNull: false
  }
}
