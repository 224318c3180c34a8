// Ends a service when the process that owns it is gone, so that a killed test run leaves no broker behind.
// node watchdog.mjs OWNER_PID SERVICE_PID [FOLDER_TO_REMOVE]
import { rmSync } from 'node:fs';

const [owner, service] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4];

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

let sinceOwnerWent = 0;
const timer = setInterval(() => {
  if (!alive(service)) {
    clearInterval(timer);
    if (folder !== undefined && !alive(owner)) rmSync(folder, { recursive: true, force: true });
    return;
  }
  if (alive(owner)) return;
  sinceOwnerWent += 1;
  process.kill(service, sinceOwnerWent < 20 ? 'SIGTERM' : 'SIGKILL');
}, 500);
