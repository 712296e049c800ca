BeforeDiscovery { $hasNoThreadJob = -not (Get-Command Start-ThreadJob -ErrorAction Ignore) }
BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'A stream of images' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'emits partial images and then the final one' {
        $items = Get-AIImageStream 'an owl' -PartialImages 3

        $items.IsFinal | Should -Be $false, $false, $false, $true
        $items[0..2].PartialIndex | Should -Be 0, 1, 2
        $items[-1].Status | Should -Be 'completed'
        $items[0].Bytes.Count | Should -BeGreaterThan 0
    }

    It 'emits only the final image without partial images' {
        $items = @(Get-AIImageStream 'an owl' -PartialImages 0)

        $items.Count | Should -Be 1
        $items[0].IsFinal | Should -BeTrue
    }

    It 'saves the final image alone after Where-Object IsFinal' {
        $file = Get-AIImageStream 'an owl' | Where-Object IsFinal | Save-AIImage ./owl.png

        $file.Name | Should -Be 'owl.png'
        (Get-ChildItem).Name | Should -Be 'owl.png'
    }

    It 'saves the partial images under names of their own' {
        $files = Get-AIImageStream 'an owl' -PartialImages 2 | Save-AIImage ./owl.png

        $files.Name | Should -Be 'owl-partial0.png', 'owl-partial1.png', 'owl.png'
    }

    It 'ends when Select-Object has its first image' {
        $items = @(Get-AIImageStream 'an owl' -PartialImages 3 -OutFile ./owl.png | Select-Object -First 1)

        $items.Count | Should -Be 1
        $items[0].IsFinal | Should -BeFalse
        Get-ChildItem | Should -BeNullOrEmpty
        (New-AIImage 'a fox').Status | Should -Be 'completed'
    }

    It 'lets a chain end early and sends nothing further' {
        $image = 'a fox', 'a hare', 'an owl' | New-AIImage -OutFile ./out/ | Select-Object -First 1

        $image.Prompt | Should -Be 'a fox'
        (Get-ChildItem ./out).Name | Should -Be 'a-fox-0.png'
    }

    It 'leaves no file when the pipeline breaks behind it' {
        { Get-AIImageStream 'an owl' -OutFile ./owl.png | ForEach-Object { throw 'enough' } } | Should -Throw 'enough'

        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'streams an edit of what it is given' {
        $image = New-AIImage 'a small harbour'
        $final = $image | Get-AIImageStream 'at night' | Where-Object IsFinal

        $final.Action | Should -Be 'edit'
        $final.ParentResponseId | Should -Be $image.ResponseId
    }

    It 'chains its final image into the next edit' {
        $edit = Get-AIImageStream 'an owl' | Where-Object IsFinal | Edit-AIImage 'in the snow'

        $edit.Action | Should -Be 'edit'
    }

    It 'refuses more than three partial images' {
        Get-ErrorId { Get-AIImageStream 'an owl' -PartialImages 4 } | Should -Not -Be 'no error'
    }
}

Describe 'Images in other runspaces and processes' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'are made side by side by ForEach-Object -Parallel' {
        $images = 'a fox', 'a hare', 'an owl' | ForEach-Object -Parallel {
            Import-Module $using:module
            Connect-AIImageService -Sandbox
            New-AIImage $_ -OutFile "./$_.png"
        } -ThrottleLimit 3

        $images.Count | Should -Be 3
        (Get-ChildItem).Name | Sort-Object | Should -Be 'a fox.png', 'a hare.png', 'an owl.png'
    }

    It 'need a connection in each runspace, and the error says how to pass one on' {
        $failure = 'a fox' | ForEach-Object -Parallel {
            Import-Module $using:module
            try { New-AIImage $_ -ErrorAction Stop } catch { $_ }
        }

        ($failure.FullyQualifiedErrorId -split ',')[0] | Should -Be 'ApiKeyMissing'
        "$failure" | Should -BeLike '*-Service $using:service*'
    }

    It 'need a connection in a thread job too' -Skip:$hasNoThreadJob {
        $inThread = Start-ThreadJob { Import-Module $using:module; try { New-AIImage x } catch { "$_" } } |
            Receive-Job -Wait -AutoRemoveJob

        $inThread | Should -BeLike '*-Service $using:service*'
    }

    It 'take a connection from outside' {
        $service = Connect-AIImageService -Sandbox -PassThru
        $images = 'a fox', 'a hare' | ForEach-Object -Parallel {
            Import-Module $using:module
            New-AIImage $_ -Service $using:service -Quality low
        }

        $images.Prompt | Sort-Object | Should -Be 'a fox', 'a hare'
    }

    It 'come from a thread job as they are' -Skip:$hasNoThreadJob {
        $image = Start-ThreadJob {
            Import-Module $using:module
            Connect-AIImageService -Sandbox
            New-AIImage 'a fox'
        } | Receive-Job -Wait -AutoRemoveJob

        $image.GetType().FullName | Should -Be 'ImageGen.AIImage'
        ($image | Save-AIImage ./fox.png).Exists | Should -BeTrue
    }

    It 'come from a job and are edited and saved here' {
        $image = Start-Job {
            Import-Module $using:module
            Connect-AIImageService -Sandbox
            New-AIImage 'a fox'
        } | Receive-Job -Wait -AutoRemoveJob

        $image.PSObject.TypeNames | Should -Contain 'Deserialized.ImageGen.AIImage'
        Get-PngSize ($image | Save-AIImage ./fox.png).FullName | Should -Be '1024x1024'
        ($image | Edit-AIImage 'in the snow' -Context Data).Action | Should -Be 'edit'
    }

    It 'use the sandbox in a job when the environment says so' {
        $env:IMAGEGEN_SANDBOX = '1'
        try { $job = Start-Job { Import-Module $using:module; (New-AIImage 'a fox').Service } }
        finally { Remove-Item Env:IMAGEGEN_SANDBOX }

        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'Sandbox'
    }
}
