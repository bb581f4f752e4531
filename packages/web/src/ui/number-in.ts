/** The number that a person typed, to six decimals, with a point or a comma; null where it is none. */
export function numberIn(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.')
  return /^-?\d{1,6}(?:\.\d*)?$/.test(plain) ? Number(Number(plain).toFixed(6)) : null
}
