/** Nesting, the top-level element counted as 1. */
export const MAX_DEPTH = 32;
/** Children of one element. */
export const MAX_CHILDREN = 4096;
/** Elements of one frame in all: bounds the memory that a small frame can ask for. */
export const MAX_ELEMENTS = 8192;
/** Attributes of one element. */
export const MAX_ATTRIBUTES = 63;
/** Characters of an element's or attribute's name. */
export const MAX_NAME_LENGTH = 64;
/** Characters of a namespace. */
export const MAX_NAMESPACE_LENGTH = 128;
