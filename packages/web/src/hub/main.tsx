// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './hub.css'

import { queryClient } from '../ui/query-client.ts'
import { startProgram } from '../ui/program.tsx'
import { HubApp } from './hub-app.tsx'

// a hub is no instance, and has no streets of its own
queryClient.setQueryDefaults(['instance'], { enabled: false })
queryClient.setQueryDefaults(['basemap'], { enabled: false, initialData: null })
startProgram(<HubApp />)
