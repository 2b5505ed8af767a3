/** The drawing compass: two legs and the circle they open. Takes the colour of its text; clear from 16 px on. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth={size <= 20 ? 3.2 : 2.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="m10.3 27.6 5.7-24 5.7 24" />
      <path d="M9 8.6a11.6 11.6 0 1 0 14 0" />
    </svg>
  )
}
