#!/usr/bin/env bash
# A worker per task: submit the sweep first, then this with: sbatch --array=1-8 deploy/slurm-array.sh
#SBATCH --job-name=minibatch
#SBATCH --array=1-4
#SBATCH --cpus-per-task=4
#SBATCH --time=04:00:00
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
set -euo pipefail

: "${MINIBATCH_STORE:?should be the postgres:// URL of the store; export it before sbatch}"

# exec: Slurm's signal reaches the worker, which gives its trials back two minutes before the time is over.
exec "${MINIBATCH:-minibatch}" worker --drain --workers "${SLURM_CPUS_PER_TASK:-1}" "$@"
