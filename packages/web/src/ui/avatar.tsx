import { UserRound } from "lucide-react";
import { avatarGround, initials } from "../lib/avatar.ts";
import styles from "./avatar.module.css";

export interface AvatarProps {
  readonly account: string;
  readonly name: string;
  readonly size?: "small" | "medium" | "large";
}

const iconSizes = { small: 18, medium: 22, large: 44 };

/** A round ground of one of eight muted colours with a person's initials. */
export function Avatar({ account, name, size = "medium" }: AvatarProps) {
  const letters = initials(name);
  return (
    <span
      className={`${styles.avatar} ${styles[size]}`}
      data-ground={avatarGround(account)}
      aria-hidden="true"
    >
      {letters === "" ? <UserRound size={iconSizes[size]} strokeWidth={1.75} /> : letters}
    </span>
  );
}
