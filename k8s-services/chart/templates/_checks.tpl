{{/* What the schema cannot say. Each refusal tells which value to change and how. */}}
{{- define "cloudapp.checks" -}}
{{- $example := "ci/small-values.yaml shows a whole set of values." -}}
{{- if not .Values.installation }}{{ fail (printf "Set installation to the name of the installation, such as cloudapp-small. %s" $example) }}{{ end -}}
{{- if not .Values.region }}{{ fail (printf "Set region to the region of AWS, such as eu-west-1. %s" $example) }}{{ end -}}
{{- if not .Values.ingress.certificateArn }}{{ fail (printf "Set ingress.certificateArn to the ARN of the load balancer's certificate in ACM. %s" $example) }}{{ end -}}
{{- if not (contains (printf ":%s:" .Values.region) .Values.ingress.certificateArn) }}{{ fail (printf "ingress.certificateArn is %q, but a load balancer in %s takes certificates of that region only. Name one of %s." .Values.ingress.certificateArn .Values.region .Values.region) }}{{ end -}}
{{- if not .Values.ingress.securityGroups }}{{ fail "Set ingress.securityGroups to the load balancer's security groups; without one the controller makes a group that is open to everybody." }}{{ end -}}
{{- if eq (len .Values.ingress.subnets) 1 }}{{ fail "ingress.subnets has one subnet, but a load balancer needs two or more in different zones. Add another, or leave it empty." }}{{ end -}}
{{- $balancer := include "cloudapp.loadBalancerName" . -}}
{{- if gt (len $balancer) 32 }}{{ fail (printf "The load balancer would be called %q, but AWS allows 32 characters. Set ingress.loadBalancerName to a shorter one." $balancer) }}{{ end -}}
{{- if hasPrefix "internal-" $balancer }}{{ fail (printf "The load balancer would be called %q, but AWS keeps names that begin with internal- for itself. Set ingress.loadBalancerName to another." $balancer) }}{{ end -}}
{{- if not .Values.services }}{{ fail "services is empty. Name at least one service." }}{{ end -}}
{{- include "cloudapp.checkEnvironment" (dict "name" "environment" "environment" .Values.environment) -}}
{{- $owners := dict -}}
{{- range $name, $service := .Values.services -}}
{{- if not $service.image }}{{ fail (printf "Set services.%s.image to the service's image with its tag. %s" $name $example) }}{{ end -}}
{{- if eq (include "cloudapp.version" (dict "service" $service)) "latest" }}{{ fail (printf "services.%s.image is %q, but latest names another image tomorrow, and a roll-back would not be one. Name a tag that stays." $name $service.image) }}{{ end -}}
{{- if not $service.roleArn }}{{ fail (printf "Set services.%s.roleArn to the ARN of the service's IAM role. %s" $name $example) }}{{ end -}}
{{- if gt (int $service.replicas.minimum) (int $service.replicas.maximum) }}{{ fail (printf "services.%s.replicas.minimum is %d and more than the maximum, %d. Lower the one or raise the other." $name (int $service.replicas.minimum) (int $service.replicas.maximum)) }}{{ end -}}
{{- $memory := include "cloudapp.mebibytes" $service.resources.memory | int -}}
{{- /* docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html, less Fargate's own. */ -}}
{{- $most := get (dict "250m" 1792 "500m" 3840 "1" 7936 "2" 16128 "4" 30464) $service.resources.cpu | int -}}
{{- if gt $memory $most }}{{ fail (printf "services.%s.resources.memory is %s, but the most with %s CPU is %dMi on Fargate. Lower it or take more CPU." $name $service.resources.memory $service.resources.cpu $most) }}{{ end -}}
{{- include "cloudapp.checkEnvironment" (dict "name" (printf "services.%s.environment" $name) "environment" $service.environment) -}}
{{- range $path := $service.paths -}}
{{- if hasPrefix "/health/" (printf "%s/" $path) }}{{ fail (printf "services.%s.paths has %q, but below /health each service tells of itself to the load balancer only. Take another path." $name $path) }}{{ end -}}
{{- range $taken, $owner := $owners -}}
{{- if or (hasPrefix (printf "%s/" $taken) (printf "%s/" $path)) (hasPrefix (printf "%s/" $path) (printf "%s/" $taken)) }}{{ fail (printf "services.%s.paths has %q and services.%s.paths has %q: one of them would never be asked for what both answer. Give each request one service." $owner $taken $name $path) }}{{ end -}}
{{- end -}}
{{- $_ := set $owners $path $name -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "cloudapp.checkEnvironment" -}}
{{- range $variable, $_ := .environment -}}
{{- if regexMatch "(PASSWORD|SECRET|TOKEN|PRIVATE_KEY|ACCESS_KEY)$" $variable }}{{ fail (printf "%s has %s, but everybody who may read a Deployment would see it. Keep the secret in Secrets Manager and name its ARN." $.name $variable) }}{{ end -}}
{{- end -}}
{{- end -}}

{{- define "cloudapp.mebibytes" -}}
{{- if hasSuffix "Gi" . }}{{ mul 1024 (trimSuffix "Gi" . | int) }}{{ else }}{{ trimSuffix "Mi" . }}{{ end -}}
{{- end -}}
