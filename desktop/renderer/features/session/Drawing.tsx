import styles from './SignInScreen.module.css'

/** Circles as a compass draws them. */
export function Drawing() {
  return (
    <svg
      className={styles.drawing}
      viewBox="0 0 600 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      aria-hidden="true"
    >
      <g stroke="currentColor" strokeWidth="1">
        {[60, 130, 200, 270, 340, 410, 480, 550, 620].map((radius, at) => (
          <circle key={radius} cx="400" cy="400" r={radius} opacity={0.34 - at * 0.032} />
        ))}
        <path d="M-200 400H800M400-200V1100" opacity="0.14" />
        <path d="M400 400 105.6 570" opacity="0.6" />
      </g>
      <circle cx="400" cy="400" r="5" fill="currentColor" />
      <g stroke="#5CC9C9" strokeWidth="3" strokeLinecap="round">
        <path d="M105.6 570A340 340 0 0 1 230 105.6" />
        <circle cx="105.6" cy="570" r="6" fill="#173F70" />
      </g>
    </svg>
  )
}
