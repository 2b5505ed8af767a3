/** Collects the parameters of one statement while its text is put together. */
export class SqlText {
  readonly values: unknown[] = []

  /** `$n::type` for a value; a list goes with a type such as `uuid[]`. */
  value(value: unknown, type: string): string {
    this.values.push(value)
    // Through text, so that the driver never guesses a form; lists it knows by their element's type.
    return type.endsWith('[]') ? `$${this.values.length}::${type}` : `$${this.values.length}::text::${type}`
  }

  /** A condition of shared/permissions with `?` for its values, all of them ids. */
  condition({ sql, values }: { sql: string; values: readonly (string | number)[] }): string {
    const parts = sql.split('?')
    return parts
      .map((part, i) => (i < values.length ? `${part}${this.value(String(values[i]), 'uuid')}` : part))
      .join('')
  }
}
