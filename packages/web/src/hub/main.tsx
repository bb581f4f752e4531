// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './hub.css'

import { startProgram } from '../ui/program.tsx'
import { HubApp } from './hub-app.tsx'

startProgram(<HubApp />)
