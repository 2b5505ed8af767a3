/**
 * What `pergel.conf` says to the embedded PostgreSQL. An acknowledged commit is on the disk (fsync, synchronous_commit);
 * nothing of a record's content goes into its log (terse, no statements, no parameters).
 */
export function postgresSettings(options: { port: number; durable: boolean }): string {
  const settings: Record<string, string | number> = {
    listen_addresses: "'127.0.0.1'",
    port: options.port,
    unix_socket_directories: "''",
    max_connections: 100,
    superuser_reserved_connections: 3,

    fsync: options.durable ? 'on' : 'off',
    synchronous_commit: 'on',
    full_page_writes: options.durable ? 'on' : 'off',
    wal_compression: 'on',
    wal_level: 'replica',
    max_wal_size: "'2GB'",
    min_wal_size: "'128MB'",
    checkpoint_timeout: "'15min'",

    shared_buffers: options.durable ? "'256MB'" : "'128MB'",
    effective_cache_size: "'1GB'",
    work_mem: "'16MB'",
    maintenance_work_mem: "'128MB'",
    random_page_cost: 1.1,
    // Queries are short and prepared: compiling them costs more than it gives.
    jit: 'off',
    // A company that is being imported grows a hundredfold in a minute; plans by old statistics read all of it.
    autovacuum_naptime: "'15s'",
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.02,

    timezone: "'UTC'",
    log_timezone: "'UTC'",
    datestyle: "'iso, ymd'",
    lc_messages: "'C'",
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_statement: "'none'",
    log_min_duration_statement: -1,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_checkpoints: 'off',
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}
