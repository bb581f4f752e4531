import { Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { ScreenTitle } from './screen-title.tsx'
import { m } from '../words/messages.js'

/** Nothing is at this address of an app. */
export function Lost(): ReactElement {
  return (
    <Stack gap="sm">
      <ScreenTitle>{m.ui_lost_title()}</ScreenTitle>
      <Text>{m.ui_lost_text()}</Text>
      <Link to="/">{m.ui_lost_home()}</Link>
    </Stack>
  )
}
