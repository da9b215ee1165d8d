{{/* What selects a service's pods. Never changed: a Deployment's selector cannot be. */}}
{{- define "cloudapp.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{/* The tag of an image, as far as a label may hold it. */}}
{{- define "cloudapp.version" -}}
{{- .service.image | toString | splitList "@" | first | splitList ":" | last | trunc 63 | trimAll "-_." -}}
{{- end -}}

{{- define "cloudapp.podLabels" -}}
{{ include "cloudapp.selector" . }}
app.kubernetes.io/component: {{ .component | default "service" }}
app.kubernetes.io/part-of: cloudapp
app.kubernetes.io/version: {{ include "cloudapp.version" . | quote }}
{{- end -}}

{{- define "cloudapp.labels" -}}
{{ include "cloudapp.podLabels" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "cloudapp.loadBalancerName" -}}
{{- .Values.ingress.loadBalancerName | default (printf "%s-services" .Values.installation) -}}
{{- end -}}

{{/* What API servers that enforce the restricted Pod Security Standard ask of each pod. */}}
{{- define "cloudapp.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
# Lets the process read the token that IRSA mounts.
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "cloudapp.securityContext" -}}
allowPrivilegeEscalation: false
capabilities:
  drop:
    - ALL
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Fargate runs pods of the class Guaranteed only: what is requested is also the limit. */}}
{{- define "cloudapp.resources" -}}
requests:
  cpu: {{ .cpu | quote }}
  memory: {{ .memory | quote }}
limits:
  cpu: {{ .cpu | quote }}
  memory: {{ .memory | quote }}
{{- end -}}
