import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconServer2 } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerLook } from '../../../core/api/identity.ts'
import { useAction, useCore, useSession, useStream } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import styles from './door.module.css'
import { useDoorWords } from './useDoorWords.ts'

/** Where a server stands when it was started on this very machine. */
const onThisMachine = 'http://127.0.0.1:4780'

/** Servers that answer now, to be chosen, and an address to be typed. */
export function ServerFinder({ onFound }: { onFound: (look: ServerLook) => void }) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const { found, isLooking } = useFoundServers()
  const [look, { error }] = useAction('server.look')
  const form = useTypedForm({
    initial: { address: '' },
    check: ({ address }) => ({ address: address.trim() === '' ? t('find.addressMissing') : undefined }),
    keep: { key: 'door.server', fields: ['address'] },
  })
  const [problem, setProblem] = useState<string>()
  const connect = form.onSubmit(async ({ address }) => {
    setProblem(undefined)
    const answer = await look({ address: address.trim() })
    if (!answer.ok) return
    if (answer.value.problem) {
      setProblem(words(answer.value.problem))
      form.focus('address')
      return
    }
    onFound(answer.value)
  })
  const said = error ? words(error) : problem
  return (
    <div className={styles.form}>
      {(found.length > 0 || isLooking) && (
        <fieldset className={styles.servers}>
          <legend className={styles.label}>{t('find.found')}</legend>
          {found.map(server => (
            <button key={server.address} type="button" className={styles.server} onClick={() => onFound(server)}>
              <IconServer2 size={20} stroke={1.5} aria-hidden />
              <span className={styles.serverWords}>
                <span className={styles.serverName}>
                  {server.address === onThisMachine ? t('find.thisComputer') : hostOf(server.address)}
                </span>
                <span className={styles.quiet}>
                  {server.address === onThisMachine && `${hostOf(server.address)} · `}
                  {t(server.hasCompany ? 'find.ready' : 'find.empty', { version: server.version ?? '' })}
                </span>
              </span>
              <span className={styles.live} aria-hidden />
            </button>
          ))}
          {isLooking && (
            <span className={styles.quiet} role="status">
              {t('find.looking')}
            </span>
          )}
        </fieldset>
      )}
      <form className={styles.form} onSubmit={connect} noValidate>
        <div className={styles.connect}>
          <TextInput
            {...form.input('address')}
            size="md"
            label={found.length > 0 ? t('find.address') : t('server')}
            description={t('find.addressHint')}
            placeholder="https://"
            inputMode="url"
            autoComplete="url"
            spellCheck={false}
            autoFocus
          />
          <Button type="submit" size="md" loading={form.isBusy} loaderProps={{ type: 'dots' }}>
            {t('find.connect')}
          </Button>
        </div>
        {said && (
          <Notice tone="danger" icon={IconAlertTriangle} isAlert>
            {said}
          </Notice>
        )}
      </form>
    </div>
  )
}

/** Looks at the servers that were used before and at this machine, each once. */
function useFoundServers(): { found: ServerLook[]; isLooking: boolean } {
  const core = useCore()
  const server = useSession()?.server
  const accounts = useStream('accounts.list', {})
  const [answers, setAnswers] = useState<ReadonlyMap<string, ServerLook | null>>(new Map())
  const asked = useRef(new Set<string>())
  const addresses = [
    ...new Set([...(server ? [server] : []), ...(accounts?.map(account => account.server) ?? []), onThisMachine]),
  ]
  const joined = addresses.join(' ')
  useEffect(() => {
    for (const address of joined.split(' ')) {
      if (asked.current.has(address)) continue
      asked.current.add(address)
      const keep = (look: ServerLook | null) => setAnswers(before => new Map(before).set(address, look))
      core.call('server.look', { address }).then(
        look => keep(look.problem ? null : look),
        // What does not answer is simply not offered.
        () => keep(null),
      )
    }
  }, [core, joined])
  return {
    found: addresses.flatMap(address => answers.get(address) ?? []),
    isLooking: addresses.some(address => !answers.has(address)),
  }
}

const hostOf = (address: string): string => address.replace(/^https?:\/\//, '')
