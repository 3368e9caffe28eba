using Honnan.Web.Errors;
using Honnan.Web.Metrics;

namespace Honnan.Web.Uploads;

/// <summary>Bounds the memory that uploads take in all. Safe for use by several threads.</summary>
internal sealed class UploadBudget
{
    private readonly long _most;
    private long _taken;

    public UploadBudget(WebServiceOptions options, ServiceMetrics metrics)
    {
        _most = (long)options.UploadsMiB << 20;
        metrics.Gauge("honnan_upload_bytes", "Memory that uploads take, of requests that are being answered.", () => Interlocked.Read(ref _taken));
    }

    /// <summary>A request's share, which grows as its body comes and is given back when it is disposed.</summary>
    public Share Open() => new(this);

    internal sealed class Share(UploadBudget budget) : IDisposable
    {
        private long _bytes;

        /// <summary>Counts memory before it is taken.</summary>
        /// <exception cref="RequestProblem">Other uploads hold too much at the moment.</exception>
        public void Grow(long bytes)
        {
            if (Interlocked.Add(ref budget._taken, bytes) > budget._most)
            {
                Interlocked.Add(ref budget._taken, -bytes);
                throw RequestProblem.Busy("too many pictures are being sent at the moment");
            }

            _bytes += bytes;
        }

        /// <summary>Gives memory back.</summary>
        public void Shrink(long bytes)
        {
            Interlocked.Add(ref budget._taken, -bytes);
            _bytes -= bytes;
        }

        public void Dispose() => Shrink(_bytes);
    }
}
