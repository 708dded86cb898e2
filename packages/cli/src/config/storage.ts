import { z } from "zod";

/** The address of the server's database: `sqlite:PATH` or `postgres://…`. */
export const databaseAddress: z.ZodType<string, string> = z
  .string()
  .refine(
    (address) => /^sqlite:./.test(address) || (/^postgres(ql)?:\/\//.test(address) && URL.canParse(address)),
    { error: "must be sqlite:PATH or postgres://user:password@host:port/database" },
  );
