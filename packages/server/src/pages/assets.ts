import { z } from 'zod'

/** Where the web bundle's island and its style sheets are, as absolute paths on this origin. */
export interface Assets {
  readonly script: string | null
  readonly styles: readonly string[]
}

/** Pages without a built web bundle: readable, unstyled. */
export const noAssets: Assets = { script: null, styles: [] }

const island = 'src/public/island.ts'

const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).default([]) }),
)

/**
 * Reads Vite's `dist/.vite/manifest.json`, parsed.
 *
 * @throws {z.ZodError} for anything that is not one.
 */
export function readAssets(manifest: unknown): Assets {
  const chunk = Manifest.parse(manifest)[island]
  if (chunk === undefined) return noAssets
  return { script: `/app/${chunk.file}`, styles: chunk.css.map((path) => `/app/${path}`) }
}
