import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./command.ts";
import { didYouMean } from "./suggest.ts";

type Specification = NonNullable<ParseArgsConfig["options"]>;
type Parsed<Options extends Specification> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true; strict: true }>
>;

/**
 * A command's flags and arguments, as `node:util` parses them.
 * @throws {UsageError} for an unknown flag, a missing value, or a wrong number of arguments
 */
export function readOptions<const Options extends Specification>(
  args: readonly string[],
  options: Options,
  expected: { readonly least: number; readonly most: number } = { least: 0, most: 0 },
): Parsed<Options> {
  const flags = Object.keys(options).map((name) => `--${name}`);
  const known = (arg: string) =>
    flags.includes(arg) ||
    Object.values(options).some(({ short }) => short !== undefined && arg === `-${short}`);
  for (const arg of args.slice(0, args.includes("--") ? args.indexOf("--") : undefined)) {
    const flag = arg.split("=", 1)[0] ?? arg;
    if (/^--?[a-z]/i.test(flag) && !known(flag)) {
      throw new UsageError(`unknown flag ${flag}${didYouMean(flag, flags)}`);
    }
  }
  const parsed = parse(args, options);
  const { length } = parsed.positionals;
  if (length < expected.least) throw new UsageError("something is missing");
  if (length > expected.most)
    throw new UsageError(`one argument too many: ${parsed.positionals[expected.most]}`);
  return parsed;
}

function parse<const Options extends Specification>(
  args: readonly string[],
  options: Options,
): Parsed<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
