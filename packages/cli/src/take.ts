import { UsageError } from "./command.ts";

/** Takes a flag out of `args`, for commands that hand the rest to {@link loadConfig}; tells whether it was there. */
export function takeFlag(args: string[], flag: string): boolean {
  const index = args.indexOf(flag);
  if (index === -1) return false;
  args.splice(index, 1);
  return true;
}

/**
 * Takes `flag VALUE` or `flag=VALUE` out of `args`.
 * @throws {UsageError} when VALUE is none of `words`
 */
export function takeValue<const Word extends string>(
  args: string[],
  flag: string,
  words: readonly Word[],
): Word | undefined {
  const index = args.findIndex((arg) => arg === flag || arg.startsWith(`${flag}=`));
  if (index === -1) return undefined;
  const inline = args[index]?.startsWith(`${flag}=`) === true;
  const [first = "", second = ""] = args.splice(index, inline ? 1 : 2);
  const text = inline ? first.slice(flag.length + 1) : second;
  const word = words.find((each) => each === text);
  if (word === undefined) throw new UsageError(`${flag} is one of ${words.join(", ")}`);
  return word;
}
