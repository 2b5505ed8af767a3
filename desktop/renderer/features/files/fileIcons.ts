import {
  type Icon,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconMusic,
  IconPhoto,
  IconPresentation,
  IconTable,
  IconVideo,
} from '@tabler/icons-react'
import { endingOf } from '../../../../shared/files/mediaTypes.ts'

const groups: readonly (readonly [icon: Icon, endings: string])[] = [
  [IconFileTypePdf, 'pdf'],
  [IconPhoto, 'jpg jpeg png gif webp avif bmp heic tif tiff svg'],
  [IconTable, 'xls xlsx ods csv'],
  [IconPresentation, 'ppt pptx odp'],
  [IconFileText, 'doc docx odt rtf txt md log'],
  [IconMail, 'eml msg'],
  [IconFileZip, 'zip rar 7z'],
  [IconMusic, 'mp3 m4a ogg wav'],
  [IconVideo, 'mp4 mov webm mkv avi'],
]
const icons = new Map(groups.flatMap(([icon, endings]) => endings.split(' ').map(ending => [ending, icon] as const)))

/** What a file is, at a glance; its name says the same. */
export const iconOfFile = (name: string): Icon => icons.get(endingOf(name)) ?? IconFile
