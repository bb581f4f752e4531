import { RouterProvider } from '@tanstack/react-router'

import { startProgram } from '../ui/program.tsx'
import { router } from './routes.tsx'

startProgram(<RouterProvider router={router} />)
