using Honnan.Web.Errors;

namespace Honnan.Web.Uploads;

/// <summary>Bounds the memory that uploads take in all. Safe for use by several threads.</summary>
/// <param name="most">In bytes.</param>
internal sealed class UploadBudget(long most)
{
    private long _taken;

    /// <summary>Bytes that are held now.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>A request's share, which grows as its body comes and is given back when it is disposed.</summary>
    public Share Open() => new(this);

    internal sealed class Share(UploadBudget budget) : IDisposable
    {
        private long _bytes;

        /// <exception cref="RequestProblem">Other uploads hold too much at the moment.</exception>
        public void Grow(int bytes)
        {
            if (Interlocked.Add(ref budget._taken, bytes) > budget.Most)
            {
                Interlocked.Add(ref budget._taken, -bytes);
                throw RequestProblem.Busy("too many pictures are being sent at the moment");
            }

            _bytes += bytes;
        }

        public void Dispose()
        {
            Interlocked.Add(ref budget._taken, -_bytes);
            _bytes = 0;
        }
    }

    private long Most { get; } = most;
}
