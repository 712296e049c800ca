using ImageGen.Soak;

// The program is its own worker: the process that is killed and started again.
switch (args)
{
    case ["work", string service, string folder, string images]:
        return Worker.Make(service, folder, int.Parse(images));
    case ["fetch", string service, string folder, string responseId, string name]:
        return Worker.Fetch(service, folder, responseId, name);
    case ["spend", string service, string folder, string images, string throttle, string limit]:
        return Worker.Spend(service, folder, int.Parse(images), int.Parse(throttle), limit);
    case ["batches", string service, string folder, string rows, string size]:
        return Worker.Batch(service, folder, int.Parse(rows), int.Parse(size));
    case ["batch", .. string[] rest]:
        int count = rest.Length > 0 ? int.Parse(rest[0]) : 5_000;
        int start = rest.Length > 1 ? int.Parse(rest[1]) : System.Environment.TickCount;
        return await new BatchSoak(count, start).RunAsync() ? 0 : 1;
    case ["ledger", .. string[] rest]:
        int requests = rest.Length > 0 ? int.Parse(rest[0]) : 20_000;
        int seed = rest.Length > 1 ? int.Parse(rest[1]) : System.Environment.TickCount;
        return await new LedgerSoak(requests, seed).RunAsync() ? 0 : 1;
}

SoakOptions options = SoakOptions.Parse(args);
return await new SoakRun(options).RunAsync() ? 0 : 1;
