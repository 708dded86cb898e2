/** Any failure of the database; the engine's own error is the cause. */
export class StorageError extends Error {
  override readonly name: string = "StorageError";
}

/** A row with this primary or unique key is there already. */
export class UniqueViolationError extends StorageError {
  override readonly name = "UniqueViolationError";
}

/** A transaction was begun, or the database used directly, inside a transaction: use the transaction it was given. */
export class NestedTransactionError extends StorageError {
  override readonly name = "NestedTransactionError";
}

/** A statement of the transaction failed, or the transaction is over: it can only be rolled back. */
export class TransactionAbortedError extends StorageError {
  override readonly name = "TransactionAbortedError";
}

/** The database was written by a newer version of Culver. */
export class DatabaseTooNewError extends StorageError {
  override readonly name = "DatabaseTooNewError";
}
