/** Writes a key and its value as they stand in the braces of an annotation. */

/** Null when the value could not be read back. */
export function attributeText(key: string, value: string): string | null {
  if (/[\r\n]/.test(value)) return null;
  if (key === "id") return `#${value}`;
  const isBare = /^(?:\{\{[^{}"\s]*\}\}|[^{}"'\s\\])+$/.test(value);
  return `${key}=${isBare ? value : `"${value.replace(/[\\"]/g, "\\$&")}"`}`;
}
