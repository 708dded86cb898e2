import { type Database, StorageError, type Transaction } from "@culver/storage";

/** A database that has faults as long as `hasFault` says so: before a statement, or at the commit of a transaction. */
export function failingDatabase(database: Database, hasFault: (sql: string) => boolean): Database {
  const checked = <Target extends Database | Transaction>(target: Target): Target =>
    new Proxy(target, {
      get(real, name) {
        const value: unknown = Reflect.get(real, name, real);
        if (typeof value !== "function") return value;
        if (name === "transaction") return (work: (tx: Transaction) => Promise<unknown>) => transaction(work);
        const method = value.bind(real) as (...args: unknown[]) => unknown;
        if (!["query", "execute", "insertMany", "insertNew", "deleteMany"].includes(String(name)))
          return method;
        return async (...args: unknown[]) => {
          if (hasFault(String(args[0]))) throw fault();
          return method(...args);
        };
      },
    });
  const transaction = (work: (tx: Transaction) => Promise<unknown>) =>
    database.transaction(async (tx) => {
      const result = await work(checked(tx));
      if (hasFault("COMMIT")) throw fault();
      return result;
    });
  return checked(database);
}

const fault = () => new StorageError("the database has a fault");
