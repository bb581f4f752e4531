// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './style.css'

import { MantineProvider } from '@mantine/core'
import { Fault } from '@porchlight/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

import { LanguageProvider } from './language.tsx'
import { cssVariablesResolver, theme } from './theme.ts'

/** What the server gave stays good for so long before a screen asks again. */
const freshMillis = 10_000

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: freshMillis,
      // a refusal stays one; a lost connection is worth two more tries
      retry: (failures, error) => !(error instanceof Fault) && failures < 2,
    },
  },
})

/** Starts one of the apps: everything it needs around it, in the page's `#root`. */
export function startProgram(app: ReactNode): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('The page has no root')
  createRoot(root).render(
    <StrictMode>
      <Program>{app}</Program>
    </StrictMode>,
  )
}

function Program({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>{children}</LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
