namespace ImageGen.Client.Http;

/// <summary>Keeps a record of what may be billed while it is under way.</summary>
internal interface IAttemptRecord
{
    /// <summary>The request is about to leave.</summary>
    /// <exception cref="AIImageException">No record can be kept, so nothing may be sent.</exception>
    void Sending();

    /// <summary>The request did not leave, or was refused: nothing was made.</summary>
    void Refused();
}
