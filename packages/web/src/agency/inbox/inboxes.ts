export function clearInboxes(): void {
  // filled below
}
