package countersign

import (
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/metrics"
)

// signingMetrics are the module's own metrics, under the names that it has on stock k6.
type signingMetrics struct{ signing, refusals *metrics.Metric }

func registerMetrics(vu modules.VU) *signingMetrics {
	env := vu.InitEnv()
	if env == nil {
		common.Throw(vu.Runtime(), errOutsideInit)
	}
	return &signingMetrics{
		signing:  registered(vu, env.Registry, "countersign_signing", metrics.Trend, metrics.Time),
		refusals: registered(vu, env.Registry, "countersign_refusals", metrics.Counter, metrics.Default),
	}
}

func registered(
	vu modules.VU, registry *metrics.Registry, name string, kind metrics.MetricType, holds metrics.ValueType,
) *metrics.Metric {
	metric, err := registry.NewMetric(name, kind, holds)
	if err != nil {
		common.Throw(vu.Runtime(), err)
	}
	return metric
}

var started = time.Now()

// clock gives milliseconds with a fraction, or undefined if the test does not run yet.
func (n *native) clock(sobek.FunctionCall) sobek.Value {
	if n.vu.State() == nil {
		return sobek.Undefined()
	}
	return n.rt.ToValue(float64(time.Since(started)) / float64(time.Millisecond))
}

// userId() gives the number of this virtual user in the whole test; 0 in setup and teardown.
func (n *native) userId(sobek.FunctionCall) sobek.Value {
	state := n.vu.State()
	if state == nil {
		return sobek.Undefined()
	}
	return n.rt.ToValue(state.VUIDGlobal)
}

// noteSigning(milliseconds)
func (n *native) noteSigning(call sobek.FunctionCall) sobek.Value {
	n.push(n.metrics.signing, call.Argument(0).ToFloat(), nil)
	return sobek.Undefined()
}

// noteRefusal(code, provider)
func (n *native) noteRefusal(call sobek.FunctionCall) sobek.Value {
	tags := map[string]string{"code": call.Argument(0).String(), "provider": call.Argument(1).String()}
	n.push(n.metrics.refusals, 1, tags)
	return sobek.Undefined()
}

func (n *native) push(metric *metrics.Metric, value float64, more map[string]string) {
	state := n.vu.State()
	if state == nil {
		return
	}
	tags := state.Tags.GetCurrentValues()
	metrics.PushIfNotDone(n.vu.Context(), state.Samples, metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: metric, Tags: tags.Tags.WithTagsFromMap(more)},
		Time:       time.Now(),
		Metadata:   tags.Metadata,
		Value:      value,
	})
}
