import type { ReactElement } from 'react'

import { Screen } from '../workspace.tsx'

export function InboxScreen({ id }: { readonly id: string }): ReactElement {
  return <Screen title={id}>{id}</Screen>
}
