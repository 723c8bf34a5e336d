import classes from './form-problem.module.css';
import { Notice } from './notice.js';

/** What is wrong with a form as a whole; read out when it appears. */
export function FormProblem({ problem }: { problem: string | null }) {
  return (
    <div role="alert" className={classes.region}>
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
    </div>
  );
}
