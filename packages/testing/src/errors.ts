/** No PostgreSQL could be found or started; the message says what was tried and what to install. */
export class PostgresUnavailableError extends Error {
  override readonly name = "PostgresUnavailableError";
}
