/**
 * Bytes of the largest file: MAX_ATTACHMENT_BYTES of the client, whose module would bring the whole client into the page.
 * test/file-limit.test.ts holds them equal.
 */
export const largestFile = 100 * 1024 * 1024;

/** Days that a link to a file works: LINK_DAYS of the client, for the same reason. */
export const linkDays = 7;
