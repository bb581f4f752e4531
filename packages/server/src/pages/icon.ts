/** A porch lamp, lit: the site's icon. Its own colours, as it stands on tabs of any colour. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#1d3557"/>
<path d="M11.500 13h9l2.200 9.500h-13.400z" fill="#f2b84b"/>
<path d="M16 4v3M11 12.500L13.300 7h5.400l2.300 5.500zM11.500 13l-2.200 9.500h13.400L20.500 13M8 23h16M13.500 26.500h5" fill="none" stroke="#faf8f3" stroke-width="1.800" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`

/** https://www.w3.org/TR/appmanifest/: name and icon for a home screen. */
export function siteManifest(name: string): string {
  return JSON.stringify({
    name,
    short_name: name.slice(0, 12),
    start_url: '/',
    display: 'browser',
    background_color: '#faf8f3',
    theme_color: '#1d3557',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  })
}
