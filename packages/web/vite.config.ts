import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/**
 * Five programs that share no code path with each other's secrets: what the public page loads knows
 * no app, and the owner's app holds no agency code.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react()],
  resolve: { conditions: ['porchlight', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    // a map library of its own weight is loaded on demand; everything else stays small
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        owner: resolve(import.meta.dirname, 'owner.html'),
        agency: resolve(import.meta.dirname, 'agency.html'),
        desk: resolve(import.meta.dirname, 'desk.html'),
        hub: resolve(import.meta.dirname, 'hub.html'),
        island: resolve(import.meta.dirname, 'src/public/island.ts'),
      },
    },
  },
  worker: { format: 'es' },
})
