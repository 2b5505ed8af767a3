import { IconGripVertical } from '@tabler/icons-react'
import styles from './rowDrag.module.css'

/** Shows that the line it stands in can be dragged. */
export const GripIcon = () => <IconGripVertical size={16} stroke={1.5} className={styles.grip} aria-hidden />
