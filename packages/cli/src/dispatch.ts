import { type Command, type Context, ExitCode, UsageError } from "./command.ts";
import { ConfigError } from "./config/index.ts";
import { causesOf } from "./failure.ts";
import { didYouMean } from "./suggest.ts";
import { listOf, usageOf } from "./usage.ts";

/**
 * Find the command that the arguments begin with and run it; the one place where errors become exit codes.
 * @param commands the table of commands
 * @param argv what follows `culver`
 */
export async function dispatch(
  commands: readonly Command[],
  argv: readonly string[],
  context: Context,
): Promise<number> {
  const words = argv[0] === "--version" || argv[0] === "-v" ? ["version"] : argv;
  const command = find(commands, words);
  if (command === undefined) return explain(commands, words, context);
  const args = words.slice(command.name.split(" ").length);
  if (asksForHelp(args)) {
    context.out(usageOf(command));
    return ExitCode.ok;
  }
  try {
    return await command.run(args, context);
  } catch (error) {
    if (error instanceof UsageError) {
      context.err(`culver ${command.name}: ${error.message}\nSee culver ${command.name} --help.\n`);
      return ExitCode.usage;
    }
    if (error instanceof ConfigError) {
      context.err(`${error.message}\nSee culver config.\n`);
      return ExitCode.usage;
    }
    context.err(`culver ${command.name}: ${causesOf(error)}\n`);
    return ExitCode.failure;
  }
}

/** The command with the longest name that `words` begin with. */
function find(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(" ").every((word, index) => words[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? undefined : end).some((arg) => arg === "--help" || arg === "-h");
}

function explain(commands: readonly Command[], words: readonly string[], context: Context): number {
  const [first = "", second = ""] = words;
  if (first === "--help" || first === "-h") {
    context.out(listOf(commands));
    return ExitCode.ok;
  }
  const inGroup = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (first !== "" && inGroup.length > 0) {
    if (asksForHelp(words)) {
      context.out(listOf(commands, first));
      return ExitCode.ok;
    }
    const known = inGroup.map(({ name }) => name.slice(first.length + 1));
    if (second !== "") context.err(`culver ${first}: no command ${second}${didYouMean(second, known)}\n`);
    context.err(listOf(commands, first));
    return ExitCode.usage;
  }
  const known = [...new Set(commands.map(({ name }) => name.split(" ", 1)[0] ?? name))];
  if (first !== "") context.err(`culver: no command ${first}${didYouMean(first, known)}\n`);
  context.err(listOf(commands));
  return ExitCode.usage;
}
