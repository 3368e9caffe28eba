using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Honnan.Web.Metrics;

/// <summary>What the service has done, in Prometheus' text format. Safe for use by several threads.</summary>
internal sealed class ServiceMetrics
{
    private static readonly double[] Bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(string Route, int Status), long> _requests = new();
    private readonly ConcurrentDictionary<string, Timings> _seconds = new();
    private readonly ConcurrentDictionary<string, (string Help, Func<double> Read)> _gauges = new();
    private long _pictures;
    private long _batches;
    private long _hits;
    private long _misses;
    private long _reloads;
    private long _abandoned;

    public ServiceMetrics()
    {
        Gauge("process_resident_memory_bytes", "Memory that the process has in hand.", () => Environment.WorkingSet);
        Gauge("honnan_managed_bytes", "Managed memory in use, garbage included.", () => GC.GetTotalMemory(forceFullCollection: false));
        Gauge("honnan_managed_committed_bytes", "Managed memory that the last collection left in hand.", () => GC.GetGCMemoryInfo().TotalCommittedBytes);
    }

    /// <summary>A figure that is read when somebody asks.</summary>
    public void Gauge(string name, string help, Func<double> read) => _gauges[name] = (help, read);

    /// <summary>A request was answered.</summary>
    /// <param name="route">The route's pattern, never the path itself.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="time">From its headers to its answer.</param>
    public void Answered(string route, int status, TimeSpan time)
    {
        _requests.AddOrUpdate((route, status), 1, (_, n) => n + 1);
        _seconds.GetOrAdd(route, _ => new Timings()).Add(time.TotalSeconds);
    }

    /// <summary>A batch went through the model.</summary>
    public void Ran(int pictures)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _pictures, pictures);
    }

    /// <summary>An answer was looked for in the cache.</summary>
    public void LookedUp(bool found) => Interlocked.Increment(ref found ? ref _hits : ref _misses);

    /// <summary>Another model took over.</summary>
    public void Reloaded() => Interlocked.Increment(ref _reloads);

    /// <summary>A client went away before its picture's turn.</summary>
    public void Abandoned() => Interlocked.Increment(ref _abandoned);

    /// <summary>Everything. What is counted meanwhile may add entries: sorting a dictionary as it is would ask for their number first, and fail where there are more then.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        Head(text, "honnan_requests_total", "Requests answered.", "counter");
        foreach (((string route, int status), long count) in _requests.ToArray().OrderBy(r => r.Key.Route, StringComparer.Ordinal).ThenBy(r => r.Key.Status))
        {
            text.Append(CultureInfo.InvariantCulture, $"honnan_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}\n");
        }

        Head(text, "honnan_request_seconds", "Time from a request's headers to its answer.", "histogram");
        foreach ((string route, Timings timings) in _seconds.ToArray().OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            timings.Append(text, route);
        }

        Counter(text, "honnan_pictures_total", "Pictures that went through the model.", ref _pictures);
        Counter(text, "honnan_batches_total", "Batches that went through the model.", ref _batches);
        Counter(text, "honnan_cache_hits_total", "Answers found in the cache.", ref _hits);
        Counter(text, "honnan_cache_misses_total", "Answers not found in the cache.", ref _misses);
        Counter(text, "honnan_abandoned_total", "Pictures whose client went away before their turn.", ref _abandoned);
        Counter(text, "honnan_model_reloads_total", "Times that another model took over.", ref _reloads);
        foreach ((string name, (string help, Func<double> read)) in _gauges.ToArray().OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Head(text, name, help, "gauge");
            text.Append(CultureInfo.InvariantCulture, $"{name} {read()}\n");
        }

        return text.ToString();
    }

    private static void Head(StringBuilder text, string name, string help, string type) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Counter(StringBuilder text, string name, string help, ref long value)
    {
        Head(text, name, help, "counter");
        text.Append(CultureInfo.InvariantCulture, $"{name} {Interlocked.Read(ref value)}\n");
    }

    private sealed class Timings
    {
        private readonly Lock _gate = new();
        private readonly long[] _within = new long[Bounds.Length];
        private long _count;
        private double _sum;

        public void Add(double seconds)
        {
            lock (_gate)
            {
                _count++;
                _sum += seconds;
                for (int i = 0; i < Bounds.Length; i++)
                {
                    _within[i] += seconds <= Bounds[i] ? 1 : 0;
                }
            }
        }

        public void Append(StringBuilder text, string route)
        {
            lock (_gate)
            {
                for (int i = 0; i < Bounds.Length; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"honnan_request_seconds_bucket{{route=\"{route}\",le=\"{Bounds[i]}\"}} {_within[i]}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"honnan_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {_count}\nhonnan_request_seconds_sum{{route=\"{route}\"}} {_sum}\nhonnan_request_seconds_count{{route=\"{route}\"}} {_count}\n");
            }
        }
    }
}
