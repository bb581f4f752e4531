import { join } from 'node:path'

const packages = join(import.meta.dirname, '..', '..', '..')

/** The built web apps; the tests' launcher builds them before. `PORCHLIGHT_WEB` names a build that nobody replaces meanwhile. */
export const webDirectory = process.env['PORCHLIGHT_WEB'] ?? join(packages, 'web', 'dist')

/** Streets of an invented town, so that the map has something to show. */
export const basemap = join(packages, 'cli', 'demo', 'maple-heights.geojson')

/** Twelve seconds of an invented street. */
export const sampleVideo = join(packages, 'cli', 'demo', 'sample.mp4')
