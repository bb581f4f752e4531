/** A moment of a clip to the tenth of a second, `1:05.3`; hours where there are some. */
export function timeText(seconds: number): string {
  const tenths = Math.round(seconds * 10)
  const [whole, tenth] = [Math.floor(tenths / 10), tenths % 10]
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const clock = `${padded(whole % 60)}.${String(tenth)}`
  return hours === 0
    ? `${String(minutes)}:${clock}`
    : `${String(hours)}:${padded(minutes)}:${clock}`
}

function padded(value: number): string {
  return String(value).padStart(2, '0')
}
