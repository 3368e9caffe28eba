namespace Honnan.Web.Predicting;

/// <summary>A picture that waits for its turn, or has it.</summary>
/// <param name="question">What is asked.</param>
/// <param name="model">The model that is asked; its use is the queue's to release.</param>
/// <param name="gone">Cancelled when nobody waits for the answer any more.</param>
internal sealed class WaitingPicture(PictureQuestion question, ServedModel model, CancellationToken gone)
{
    private int _place = 1; // in the queue

    public PictureQuestion Question => question;

    public ServedModel Model => model;

    public CancellationToken Gone => gone;

    public TaskCompletionSource<PictureSaid> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Pictures that go through the net together: one model, one country, one way of making maps.</summary>
    public (ServedModel Model, bool Explained, Data.Geography.CountryCode? Country, Inference.HeatMaps.CamMethod? Method) Group =>
        (model, question.Maps || question.Size.IsPanorama, question.Maps ? question.Country : null, question.Maps ? question.Method : null);

    /// <summary>Leaves the queue, for its turn or for good; true for the first who asks.</summary>
    public bool TryLeave() => Interlocked.Exchange(ref _place, 0) == 1;
}
