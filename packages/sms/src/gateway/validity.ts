export { relativeValidity } from "../smpp/validity.ts";
