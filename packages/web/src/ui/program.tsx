// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './style.css'

import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

import { LanguageProvider } from './language.tsx'
import { queryClient } from './query-client.ts'
import { cssVariablesResolver, theme } from './theme.ts'

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
