/** The role that serves: it owns nothing and is bound by every policy below. */
export const appRole = 'pergel_app'

/**
 * Row-level security, the second lock behind every `where company_id = …`. A transaction names its company
 * (`pergel.company`); without the name it sees nothing. Some lookups come before a company is known: a sign-in by
 * e-mail, a token, an API key, a known device, an invitation, a link to reset a password. Each sees the one row whose
 * secret it holds, by `pergel.lookup`; the jobs' list of companies asks with the word `companies`.
 * The setting reads as '' (not null) once a connection has had it, therefore nullif.
 */
const company = `(select nullif(current_setting('pergel.company', true), '')::uuid)`
const lookup = `(select nullif(current_setting('pergel.lookup', true), ''))`

const lookups: Record<string, string> = {
  account: `email = ${lookup}`,
  session: `encode(token_hash, 'hex') = ${lookup}`,
  api_key: `encode(key_hash, 'hex') = ${lookup}`,
  device: `encode(trust_hash, 'hex') = ${lookup}`,
  invitation: `encode(token_hash, 'hex') = ${lookup}`,
  reset_link: `encode(token_hash, 'hex') = ${lookup}`,
  company: `${lookup} = 'companies'`,
}
/** Installation tables without a company. */
const open = new Set(['sign_in_failure', 'server_state'])
/** The chains only grow; erasing (salts and values) is an update of the log's changes and the access log's details. */
const rights: Record<string, string> = {
  log: 'SELECT, INSERT, UPDATE (changes)',
  access_log: 'SELECT, INSERT, DELETE, UPDATE (details)',
  company: 'SELECT, INSERT, UPDATE',
}
/**
 * Text operators are not leakproof, so under row-level security they may not use an index. This table is therefore open
 * to its owner, and read by one function of the owner that looks at the transaction's company itself.
 */
const unforced = new Set(['search_text'])
const functions: Record<string, string[]> = {
  search_text: [
    `CREATE FUNCTION search_ids(wanted_company uuid, wanted_kind text, query tsquery) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id FROM public.search_text
  WHERE company_id = wanted_company AND kind = wanted_kind AND words @@ query
    AND company_id = nullif(current_setting('pergel.company', true), '')::uuid
$$;`,
    `REVOKE ALL ON FUNCTION search_ids(uuid, text, tsquery) FROM PUBLIC;`,
    `GRANT EXECUTE ON FUNCTION search_ids(uuid, text, tsquery) TO ${appRole};`,
  ],
}

/** Statements that protect new tables, for the end of the migration that makes them. */
export function securityFor(tables: readonly string[]): string[] {
  return tables.flatMap(table => {
    const name = `"${table}"`
    const grant = `GRANT ${rights[table] ?? 'SELECT, INSERT, UPDATE, DELETE'} ON ${name} TO ${appRole};`
    if (open.has(table)) return [grant]
    const key = table === 'company' ? 'id' : 'company_id'
    const found = lookups[table]
    return [
      `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`,
      ...(unforced.has(table) ? [] : [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`]),
      `CREATE POLICY "${table}_company" ON ${name} USING ("${key}" = ${company}) WITH CHECK ("${key}" = ${company});`,
      ...(found ? [`CREATE POLICY "${table}_lookup" ON ${name} FOR SELECT USING (${found});`] : []),
      grant,
      ...(functions[table] ?? []),
    ]
  })
}
