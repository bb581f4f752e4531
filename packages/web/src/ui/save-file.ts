/** Long enough for any browser to have taken the file. */
const keepMillis = 60_000

/** Hands a file to the browser's own downloads. */
export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, keepMillis)
}
