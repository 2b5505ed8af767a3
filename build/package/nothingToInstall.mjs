/** For electron-builder: false says that there is nothing to install or rebuild, and no node_modules to pack. */
export const beforeBuild = async () => false
