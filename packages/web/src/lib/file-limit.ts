/**
 * Bytes of the largest file: MAX_ATTACHMENT_BYTES of the client, whose module would bring the whole client into the page.
 * test/file-limit.test.ts holds them equal.
 */
export const largestFile = 100 * 1024 * 1024;
